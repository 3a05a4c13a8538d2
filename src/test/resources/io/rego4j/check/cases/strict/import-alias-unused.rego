package shop.orders

import data.shop.users as people

allow if input.a
