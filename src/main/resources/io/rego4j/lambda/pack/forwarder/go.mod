module forwarder

go 1.24
