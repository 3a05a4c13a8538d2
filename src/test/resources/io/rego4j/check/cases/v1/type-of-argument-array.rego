package shop.orders

allow if concat(",", [1, 2]) == "1,2"
