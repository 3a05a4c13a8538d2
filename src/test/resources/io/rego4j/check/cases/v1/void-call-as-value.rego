package shop.orders

allow if x := print("a")
