package shop.orders

allow if {
	x := count(input.list)
	upper(x) == "A"
}
