package shop.orders

q := 1

p contains k if {
	some k in ["q"]
	data.shop.orders[k]
}
