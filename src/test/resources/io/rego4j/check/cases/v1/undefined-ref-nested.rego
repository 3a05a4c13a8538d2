package shop.orders

a := {"b": {"c": 1}}

allow if a.b.d
