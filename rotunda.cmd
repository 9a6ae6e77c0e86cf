@echo off
rem Starts Rotunda's command line: finds a JDK 25, builds what is missing or out of date, runs.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set "JAR=%HERE%compiler\target\rotunda.jar"
rem Adds commands that compare with other libraries; made last.
set "BENCH=%HERE%bench\target\rotunda-bench.jar"
set "JDK="

if defined JAVA_HOME call :consider "%JAVA_HOME%"
for /f "delims=" %%J in ('where java 2^>nul') do call :consider "%%~dpJ.."
for /d %%D in ("%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%ProgramFiles%\Amazon Corretto\*" "%USERPROFILE%\.jdks\*") do call :consider "%%~D"
if not defined JDK (
  echo Rotunda needs a JDK 25 and found none in JAVA_HOME, on the PATH or where JDKs are usually installed: install one, or set JAVA_HOME to it. 1>&2
  exit /b 1
)

call :out_of_date
if errorlevel 1 (
  call :build
  if errorlevel 1 exit /b 1
)
rem This JVM only starts the one that works, with the vector module, and hands on its exit code.
"%JDK%\bin\java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -cp "%JAR%;%BENCH%" org.rotunda.compiler.cli.Rotunda %*
exit /b %ERRORLEVEL%

:consider
if defined JDK exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
findstr /r /c:"^JAVA_VERSION=.25[^0-9]" "%~1\release" >nul && set "JDK=%~f1"
exit /b 0

:out_of_date
if not exist "%JAR%" exit /b 1
if not exist "%HERE%pom.xml" exit /b 0
if not exist "%BENCH%" exit /b 1
powershell -NoProfile -Command "$jar = (Get-Item -LiteralPath $env:BENCH).LastWriteTime; $made = 'ckks','keys','paging','compiler','bench' | ForEach-Object { Join-Path $env:HERE ($_ + '\src\main'); Join-Path $env:HERE ($_ + '\pom.xml') }; if (Get-ChildItem -Path $made,(Join-Path $env:HERE 'pom.xml') -Recurse -File | Where-Object LastWriteTime -gt $jar | Select-Object -First 1) { exit 1 }"
exit /b %ERRORLEVEL%

:build
where mvn >nul 2>nul
if errorlevel 1 (
  echo Rotunda must be built before it runs, but Maven's mvn is not on the PATH: install Maven 3.8 or newer. 1>&2
  exit /b 1
)
echo Building Rotunda; the first time takes about a minute. 1>&2
rem What is saved while Maven runs is newer than this, and is built the next time.
for /f %%T in ('powershell -NoProfile -Command "[DateTime]::UtcNow.Ticks"') do set "BEGUN=%%T"
set "JAVA_HOME=%JDK%"
set "MAVEN_OPTS=%MAVEN_OPTS% --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
pushd "%HERE%"
call mvn -B -q -ntp -pl bench -am -DskipTests package 1>&2
set "STATUS=%ERRORLEVEL%"
popd
if not "%STATUS%"=="0" (
  echo Rotunda could not be built: Maven says why above. 1>&2
  exit /b %STATUS%
)
rem Maven leaves jars alone whose content would stay the same.
powershell -NoProfile -Command "(Get-Item -LiteralPath $env:BENCH).LastWriteTimeUtc = New-Object DateTime ([long]$env:BEGUN), ([DateTimeKind]::Utc)"
exit /b %STATUS%
