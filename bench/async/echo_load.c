/* Drives an echo server: echo_load PORT CONNECTIONS SECONDS.
 *
 * Each connection keeps one message of 64 bytes on its way: it sends the next when the last has come back whole. Prints how
 * many came back and the wall time in nanoseconds. One thread, epoll, no more work than that, so that the server's cost is
 * what shows. */

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MESSAGE_BYTES 64
#define EVENTS 256

struct connection {
  int socket;
  int received;
};

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static long now_nanos(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000L + now.tv_nsec;
}

static void send_message(struct connection *connection) {
  static const char message[MESSAGE_BYTES] = "the same sixty-four bytes, there and back";
  connection->received = 0;
  if (send(connection->socket, message, MESSAGE_BYTES, 0) != MESSAGE_BYTES) fail("send");
}

static void open_connection(struct connection *connection, int port) {
  struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(port)};
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int yes = 1;
  connection->socket = socket(AF_INET, SOCK_STREAM, 0);
  if (connection->socket < 0) fail("socket");
  if (connect(connection->socket, (struct sockaddr *)&server, sizeof server) < 0) fail("connect");
  setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  fcntl(connection->socket, F_SETFL, O_NONBLOCK);
}

/* Whether a message is back whole. */
static int receive(struct connection *connection) {
  char buffer[MESSAGE_BYTES];
  ssize_t got = recv(connection->socket, buffer, MESSAGE_BYTES - connection->received, 0);
  if (got == 0) {
    fprintf(stderr, "the server closed a connection\n");
    exit(1);
  }
  if (got < 0) {
    if (errno == EAGAIN) return 0;
    fail("recv");
  }
  connection->received += got;
  return connection->received == MESSAGE_BYTES;
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: echo_load PORT CONNECTIONS SECONDS\n");
    return 2;
  }
  int port = atoi(argv[1]), count = atoi(argv[2]);
  long duration = (long)(atof(argv[3]) * 1e9);
  struct connection *connections = calloc(count, sizeof *connections);
  struct epoll_event events[EVENTS];
  int epoll = epoll_create1(0);
  for (int i = 0; i < count; i++) {
    open_connection(&connections[i], port);
    struct epoll_event wanted = {.events = EPOLLIN, .data.ptr = &connections[i]};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, connections[i].socket, &wanted) < 0) fail("epoll_ctl");
  }
  long echoes = 0, start = now_nanos(), now = start;
  int on_their_way = count;
  for (int i = 0; i < count; i++) send_message(&connections[i]);
  while (on_their_way > 0) {
    int ready = epoll_wait(epoll, events, EVENTS, -1);
    for (int i = 0; i < ready; i++) {
      struct connection *connection = events[i].data.ptr;
      if (!receive(connection)) continue;
      echoes++;
      if (now - start < duration) {
        send_message(connection);
      } else {
        on_their_way--;
      }
    }
    now = now_nanos();
  }
  printf("%ld %ld\n", echoes, now - start);
  return 0;
}
