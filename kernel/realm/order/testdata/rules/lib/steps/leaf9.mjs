console.log('leaf9')
