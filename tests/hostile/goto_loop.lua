-- ends: limit_time
::again::
goto again
