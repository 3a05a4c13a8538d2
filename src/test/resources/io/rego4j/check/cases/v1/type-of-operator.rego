package shop.orders

total := "a" - 1
