// The rows on goroutines. Arguments and harness as in ../rounds.py; GOMAXPROCS says on how many threads.
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"
)

func switches(tasks, count int, watch *stopwatch) {
	var all sync.WaitGroup
	all.Add(tasks)
	for t := 0; t < tasks; t++ {
		go func() {
			defer all.Done()
			for i := 0; i < count/tasks; i++ {
				runtime.Gosched()
			}
		}()
	}
	all.Wait()
}

func await(tasks, count int, watch *stopwatch) {
	for i := 0; i < count; i++ {
		done := make(chan struct{})
		go func() { close(done) }()
		<-done
	}
}

func spawn(tasks, count int, watch *stopwatch) {
	var all sync.WaitGroup
	all.Add(count)
	for i := 0; i < count; i++ {
		go func() { all.Done() }()
	}
	all.Wait()
}

func pingPong(tasks, count int, watch *stopwatch) {
	there, back := make(chan int, 1), make(chan int, 1)
	go func() {
		for i := 0; i < count; i++ {
			back <- <-there
		}
	}()
	for i := 0; i < count; i++ {
		there <- i
		<-back
	}
}

func producerConsumer(tasks, count int, watch *stopwatch) {
	queue := make(chan int, 100)
	go func() {
		for i := 0; i < count; i++ {
			queue <- i
		}
	}()
	for i := 0; i < count; i++ {
		<-queue
	}
}

func semaphore(tasks, count int, watch *stopwatch) {
	permits := make(chan struct{}, 10)
	var all sync.WaitGroup
	all.Add(tasks)
	for t := 0; t < tasks; t++ {
		go func() {
			defer all.Done()
			for i := 0; i < count/tasks; i++ {
				permits <- struct{}{}
				runtime.Gosched()
				<-permits
			}
		}()
	}
	all.Wait()
}

func gather(tasks, count int, watch *stopwatch) {
	for done := 0; done < count; done += tasks {
		values := make([]int, tasks)
		var all sync.WaitGroup
		all.Add(tasks)
		for i := 0; i < tasks; i++ {
			go func(i int) {
				defer all.Done()
				runtime.Gosched()
				values[i] = i
			}(i)
		}
		all.Wait()
	}
}

func sleeping(count int, delay func(i int) time.Duration) {
	var all sync.WaitGroup
	all.Add(count)
	for i := 0; i < count; i++ {
		go func(i int) {
			defer all.Done()
			time.Sleep(delay(i))
		}(i)
	}
	all.Wait()
}

func timers(tasks, count int, watch *stopwatch) {
	sleeping(count, func(i int) time.Duration { return time.Duration(1+i%10) * time.Millisecond })
}

func sleepers(tasks, count int, watch *stopwatch) {
	sleeping(count, func(i int) time.Duration { return 10 * time.Second })
}

func cancel(tasks, count int, watch *stopwatch) {
	background, cancelAll := context.WithCancel(context.Background())
	var started, ended sync.WaitGroup
	started.Add(count)
	ended.Add(count)
	for i := 0; i < count; i++ {
		go func() {
			defer ended.Done()
			timer := time.NewTimer(time.Hour)
			defer timer.Stop()
			started.Done()
			select {
			case <-timer.C:
			case <-background.Done():
			}
		}()
	}
	started.Wait()
	watch.start()
	cancelAll()
	ended.Wait()
}

func echo(port string) {
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		panic(err)
	}
	fmt.Println("ready")
	for {
		connection, err := listener.Accept()
		if err != nil {
			panic(err)
		}
		go func() {
			defer connection.Close()
			buffer := make([]byte, 4096)
			for {
				n, err := connection.Read(buffer)
				if err != nil {
					return
				}
				if _, err := connection.Write(buffer[:n]); err != nil {
					return
				}
			}
		}()
	}
}

// Times a round; a row that has preparations to make starts it again after them.
type stopwatch struct {
	wall time.Time
	cpu  int64
}

func (watch *stopwatch) start() {
	watch.cpu = cpuNanos()
	watch.wall = time.Now()
}

func (watch *stopwatch) stop() (int64, int64) {
	return time.Since(watch.wall).Nanoseconds(), cpuNanos() - watch.cpu
}

func cpuNanos() int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return usage.Utime.Nano() + usage.Stime.Nano()
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	if os.Args[1] == "echo" {
		echo(os.Args[2])
		return
	}
	row := map[string]func(int, int, *stopwatch){
		"switch": switches, "await": await, "spawn": spawn, "ping-pong": pingPong,
		"producer-consumer": producerConsumer, "semaphore": semaphore, "gather": gather,
		"timers": timers, "sleepers": sleepers, "cancel": cancel,
	}[os.Args[1]]
	tasks, count := number(os.Args[2]), number(os.Args[3])
	nanos := int64(number(os.Args[4])) * 1e9
	var watch stopwatch
	for until := cpuNanos() + nanos; cpuNanos() < until; {
		row(tasks, count/10, &watch)
	}
	for until := cpuNanos() + nanos; ; {
		watch.start()
		row(tasks, count, &watch)
		fmt.Println(watch.stop())
		if cpuNanos() >= until {
			return
		}
	}
}
