package shop.orders

names := {"a", "b"}

allow if names[3]
