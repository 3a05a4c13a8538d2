package shop.orders

names contains "a"

names := 1
