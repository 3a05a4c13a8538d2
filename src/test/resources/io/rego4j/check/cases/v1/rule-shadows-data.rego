package shop.orders

data if true
