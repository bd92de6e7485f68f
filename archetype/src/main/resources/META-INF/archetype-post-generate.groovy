import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption

// The template is an EAR's. For a WAR its parts move to where a WAR has them.
Path project = Path.of(request.outputDirectory, request.artifactId)
String kind = request.properties['kind']

def move = { String from, String to ->
    Path target = project.resolve(to)
    Files.createDirectories(target.parent)
    Files.move(project.resolve(from), target, StandardCopyOption.REPLACE_EXISTING)
}
def delete = { String directory -> project.resolve(directory).toFile().deleteDir() }

if (!(kind in ['ear', 'war'])) {
    // Only what has just been made: the directory may have been there.
    ['app', 'beans', 'servers', 'war'].each(delete)
    ['pom.xml', 'README.md', 'gitignore'].each { Files.deleteIfExists(project.resolve(it)) }
    project.toFile().delete()
    throw new IllegalArgumentException("kind is ear or war, not $kind: -Dkind=ear brings its own adapter, -Dkind=war is deployed beside one")
}
// Under its own name it would not be packaged.
move('gitignore', '.gitignore')
if (kind == 'ear') {
    // Which takes no EAR.
    Files.delete(project.resolve('servers/payara-micro.txt'))
} else {
    // Which gives no mail to a WAR beside an adapter.
    Files.delete(project.resolve('servers/tomee.properties'))
    move('war/pom.xml', 'pom.xml')
    move('beans/src/main/resources/META-INF', 'beans/src/main/webapp/WEB-INF')
    delete('beans/src/main/resources')
    move('beans/src/main', 'src/main')
    move('app/src/test', 'src/test')
    beansTests = project.resolve('beans/src/test/java').toFile()
    beansTests.eachFileRecurse(groovy.io.FileType.FILES) {
        move("beans/src/test/java/${beansTests.toPath().relativize(it.toPath())}", "src/test/java/${beansTests.toPath().relativize(it.toPath())}")
    }
    delete('app')
    delete('beans')
}
delete('war')
