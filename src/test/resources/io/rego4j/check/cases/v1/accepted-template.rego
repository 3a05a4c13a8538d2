package shop.orders

allow if {
	some x in input.list
	input.b == $"{x} of {count(input.list)}"
}
