package shop.orders

prices.a := 1

prices.a.b := 2
