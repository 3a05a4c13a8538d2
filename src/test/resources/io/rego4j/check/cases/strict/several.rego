package shop.orders

import data.a

f(x) := 1 if {
	y := 2
}
