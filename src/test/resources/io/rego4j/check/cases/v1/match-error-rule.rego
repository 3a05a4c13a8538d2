package shop.orders

limit := 10

allow if limit == "10"
