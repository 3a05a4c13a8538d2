package shop.orders

limit := "ten"

allow if abs(limit) > 1
