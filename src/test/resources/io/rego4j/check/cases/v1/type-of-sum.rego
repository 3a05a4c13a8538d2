package shop.orders

total := sum({"a": 1})
