package shop.orders

allow if split("a,b", ",")[0].x
