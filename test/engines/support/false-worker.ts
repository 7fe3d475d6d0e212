/** Entry of a worker that ends before it takes a job. */
throw new Error('no worker today');
