/* The deadline: a timer's signal arms a hook on the coroutine that runs, which raises the
 * trip. Nothing is counted before that, so it costs nothing; and it stays armed, so that
 * whatever catches the error is ended too. Never do more in the signal handler than
 * lua_sethook, which Lua allows there. */
#include <errno.h>
#include <signal.h>
#include <time.h>

#include "bind/sandbox.h"

enum { AGAIN_NS = 10 * 1000 * 1000 }; /* what runs then may be another coroutine */

static void raise_deadline(lua_State *L, lua_Debug *frame) {
    (void)frame;
    ms_ctx *ctx = ms_state_of(L)->ctx;
    if (ctx->tripped == MS_OK) ctx->tripped = MS_E_LIMIT_TIME;
    ctx->next_check = 0;
    ms_raise_trip_at(L, 0);
}

static void arm(lua_State *L) {
    lua_sethook(L, raise_deadline, LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT, 1);
}

static void on_signal(int number, siginfo_t *info, void *context) {
    (void)number;
    (void)context;
    ms_state *state = info->si_value.sival_ptr;
    if (info->si_code != SI_TIMER || !state) return;
    int saved = errno;
    state->is_late = true;
    arm(state->running);
    errno = saved;
}

static ms_status create_timer(ms_state *state, ms_error *error) {
    struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_RESTART};
    sigemptyset(&action.sa_mask);
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL,
                             .sigev_signo = SIGALRM,
                             .sigev_value = {.sival_ptr = state}};
    timer_t timer;
    if (sigaction(SIGALRM, &action, NULL) != 0 || timer_create(CLOCK_MONOTONIC, &event, &timer)) {
        return ms_error_system(error, errno, "no timer for the script's deadline");
    }
    state->timer = timer;
    state->has_timer = true;
    return MS_OK;
}

ms_status ms_deadline_start(ms_state *state, ms_error *error) {
    if (!state->has_timer) {
        ms_status status = create_timer(state, error);
        if (status != MS_OK) return status;
    }
    state->is_late = false;
    uint64_t after = state->ctx->limits.time_ns;
    struct itimerspec when = {
        .it_value = {(time_t)(after / 1000000000), (long)(after % 1000000000)},
        .it_interval = {0, AGAIN_NS}};
    if (timer_settime(state->timer, 0, &when, NULL) == 0) return MS_OK;
    return ms_error_system(error, errno, "the script's deadline cannot be set");
}

void ms_deadline_stop(ms_state *state) {
    if (!state->has_timer) return;
    struct itimerspec never = {0};
    timer_settime(state->timer, 0, &never, NULL);
    state->is_late = false;
    state->running = state->lua;
    lua_sethook(state->lua, NULL, 0, 0);
}

void ms_deadline_follow(lua_State *L) {
    if (ms_state_of(L)->is_late) arm(L);
}

void ms_deadline_free(ms_state *state) {
    if (state->has_timer) timer_delete(state->timer);
    state->has_timer = false;
}
