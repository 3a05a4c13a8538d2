package shop.orders

list := ["a"]

allow if {
	i := "0"
	list[i]
}
