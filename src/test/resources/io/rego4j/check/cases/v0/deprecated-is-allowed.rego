package shop.orders

allow { any([input.a]) }
