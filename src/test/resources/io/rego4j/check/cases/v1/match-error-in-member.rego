package shop.orders

allow if "a" in [1, 2, 3]
