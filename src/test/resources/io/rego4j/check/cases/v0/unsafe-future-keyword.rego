package shop.orders

allow { every == 1 }
