import { runAction } from './main.ts'
import { isPost, runPost } from './post.ts'

if (isPost()) await runPost()
else await runAction()
