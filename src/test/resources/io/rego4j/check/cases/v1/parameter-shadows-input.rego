package shop.orders

f(input) := 1
