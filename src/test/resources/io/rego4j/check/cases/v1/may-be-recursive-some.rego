package shop.orders

p.a := 1 if {
	some k in ["a", "b"]
	p[k]
}
