package shop.orders

name(x) := "n" if x

allow if abs(name(input.a)) > 1
