// rxjs: sources, operators, schedulers; by require and by import.
const { Observable, Subject, BehaviorSubject, ReplaySubject, firstValueFrom, lastValueFrom, from, fromEvent, interval, merge, of, range, throwError, timer, zip,
  asapScheduler, asyncScheduler, queueScheduler, scheduled, combineLatest, forkJoin, defer } = require('rxjs');
const { map, filter, take, reduce, scan, mergeMap, concatMap, switchMap, exhaustMap, catchError, retry, delay, toArray, debounceTime, bufferCount, groupBy,
  share, tap, finalize, takeUntil, startWith, pairwise, distinctUntilChanged, observeOn, timeout } = require('rxjs/operators');
const EventEmitter = require('events');
const log = (...args) => console.log(...args);
const show = (name) => ({ next: (v) => log(name, v), error: (e) => log(name, 'error', e.message), complete: () => log(name, 'complete') });
range(1, 10).pipe(filter((n) => n % 2 === 0), map((n) => n * n), scan((a, b) => a + b, 0), toArray()).subscribe(show('pipe'));
const subject = new Subject();
subject.pipe(startWith(0), pairwise()).subscribe(show('pairs'));
subject.next(1);
subject.next(2);
subject.complete();
const behavior = new BehaviorSubject('first');
behavior.subscribe(show('behavior'));
behavior.next('second');
const replay = new ReplaySubject(2);
[1, 2, 3].forEach((n) => replay.next(n));
replay.subscribe(show('replay'));
throwError(() => new Error('thrown')).pipe(catchError((e) => of(`caught ${e.message}`))).subscribe(show('catch'));
let tries = 0;
defer(() => { if (++tries < 3) throw new Error('again'); return of(tries); }).pipe(retry(5)).subscribe(show('retry'));
log('before schedulers');
scheduled(['asap'], asapScheduler).subscribe(show('asap'));
scheduled(['async'], asyncScheduler).subscribe(show('async'));
scheduled(['queue'], queueScheduler).subscribe(show('queue'));
log('after schedulers');
const emitter = new EventEmitter();
fromEvent(emitter, 'ping').pipe(take(2), finalize(() => log('listeners', emitter.listenerCount('ping')))).subscribe(show('event'));
emitter.emit('ping', 'a');
emitter.emit('ping', 'b');
from(['a', 'b', 'a', 'c']).pipe(groupBy((x) => x), mergeMap((g) => g.pipe(reduce((n) => n + 1, 0), map((n) => [g.key, n])))).subscribe(show('group'));
(async () => {
  await new Promise((resolve) => { setTimeout(resolve, 400); });
  log(await lastValueFrom(from([1, 2, 3]).pipe(concatMap((n) => of(n).pipe(delay(2))), tap(show('concatMap')), toArray())));
  await lastValueFrom(interval(20).pipe(take(3), takeUntil(timer(1000)), tap((n) => log('tick', n)))).then((n) => log('interval over', n));
  log(await firstValueFrom(of(1, 2)), await lastValueFrom(of(1, 2)), await lastValueFrom(zip(of(1, 2), of('a', 'b')).pipe(toArray())));
  log(await lastValueFrom(forkJoin({ a: timer(1), b: of('x') })), await lastValueFrom(combineLatest([of(1), of(2)])));
  await firstValueFrom(new Observable(() => () => log('torn down')).pipe(timeout(5))).catch((e) => log(e.name));
  await firstValueFrom(of()).catch((e) => log(e.name));
  log(await lastValueFrom(from((async function* () { yield 1; yield 2; })()).pipe(bufferCount(2))));
  log(await lastValueFrom(merge(of(1).pipe(delay(4)), of(2)).pipe(switchMap((n) => of(n)), exhaustMap((n) => of(n)), distinctUntilChanged(), toArray())));
  const m = await import('rxjs');
  log(typeof m.of, await m.firstValueFrom(m.of('imported').pipe(m.share(), debounceTime(1), share(), observeOn(m.asyncScheduler))));
})();
