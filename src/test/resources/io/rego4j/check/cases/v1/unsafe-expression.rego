package shop.orders

allow if _ > 3
