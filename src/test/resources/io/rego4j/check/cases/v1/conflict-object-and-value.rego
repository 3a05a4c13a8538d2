package shop.orders

prices.a := 1

prices := 2
