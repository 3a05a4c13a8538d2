package shop.orders

allow if every x in input.a { y := x }
