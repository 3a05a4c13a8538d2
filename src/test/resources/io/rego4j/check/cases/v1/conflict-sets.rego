package shop.orders

names contains "a"

names[x] contains "b" if some x in input.list
