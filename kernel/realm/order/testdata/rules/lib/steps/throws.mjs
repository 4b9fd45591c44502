console.log('throws'); throw new Error('T')
