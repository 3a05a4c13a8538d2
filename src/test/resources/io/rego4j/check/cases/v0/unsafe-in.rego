package shop.orders

allow { x = in }
