//%%timelime
1
// %% cell
//%%timeline form=1
1
// %% cell
//%%timeline from=zero
1
// %% cell
//%%timeline queue=tick
1
// %% cell
//%%promises state=done
1
// %% cell
//%%hints off no-such-rule
1
// %% cell
//%%hints loud
1
// %% cell
//%%virtual maybe
1
// %% cell
%predict a, b
// %% cell
timeline()
// %% cell
trace()
// %% cell
//%%timeline
1
// %% cell
timeline({ form: 1 })
// %% cell
timeline({ from: -1 })
// %% cell
timeline(5)
// %% cell
promises({ state: 'done' })
// %% cell
compare({}, 3)
// %% cell
trace(99)
