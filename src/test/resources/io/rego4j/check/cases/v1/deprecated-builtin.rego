package shop.orders

allow if any([input.a, input.b])
