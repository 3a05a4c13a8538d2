package shop.orders

f(a, b) := 1 if a

else := 2
