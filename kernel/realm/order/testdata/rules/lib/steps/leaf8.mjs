console.log('leaf8')
