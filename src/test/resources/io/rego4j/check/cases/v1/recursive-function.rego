package shop.orders

f(x) := f(x - 1) + 1 if x > 0
