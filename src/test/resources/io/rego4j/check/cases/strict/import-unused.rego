package shop.orders

import data.shop.users

allow if input.a
