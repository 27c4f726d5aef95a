module ayatori/bench/peers

go 1.19
