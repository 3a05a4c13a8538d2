package shop.orders

allow if {
	not input.blocked[user]
	input.member
}
