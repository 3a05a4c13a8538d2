package shop.orders

p if count(1) > 0

q if upper(2) == "A"
