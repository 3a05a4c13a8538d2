package shop.orders

p := count(1)

q if p == "a"
