package shop.orders

f(count(x)) := 1
