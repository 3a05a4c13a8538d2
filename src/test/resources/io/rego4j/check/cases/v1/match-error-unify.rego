package shop.orders

allow if [1, 2] = [1, "2"]
