package shop.orders

allow if not allow
