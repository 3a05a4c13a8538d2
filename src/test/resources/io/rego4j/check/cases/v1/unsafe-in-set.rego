package shop.orders

names contains name if input.member
