package shop.orders

allow if startswith(input.path)
