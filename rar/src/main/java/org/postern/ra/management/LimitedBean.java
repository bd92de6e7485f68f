package org.postern.ra.management;

import java.util.Arrays;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InvalidAttributeValueException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;
import org.postern.ra.config.Property;

/** A management bean that has limits beside what it shows of itself, which are written like any attribute. Thread-safe. */
public final class LimitedBean implements DynamicMBean {
    private final DescribedBean bean;
    private final LimitAttributes limits;

    public LimitedBean(DescribedBean bean, LimitAttributes limits) {
        this.bean = bean;
        this.limits = limits;
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException, MBeanException, ReflectionException {
        Property property = limits.property(name);
        return property == null ? bean.getAttribute(name) : (Object) limits.get(property);
    }

    @Override
    public void setAttribute(Attribute attribute)
            throws AttributeNotFoundException, InvalidAttributeValueException, MBeanException, ReflectionException {
        Property property = limits.property(attribute.getName());
        if (property == null) {
            bean.setAttribute(attribute);
        } else {
            limits.set(property, attribute.getValue());
        }
    }

    /** Those that there are. */
    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList found = new AttributeList();
        for (String name : names) {
            try {
                found.add(new Attribute(name, getAttribute(name)));
            } catch (JMException e) {
                // Not among those that are given: that is how this method says so.
            }
        }
        return found;
    }

    /** Gives those that were changed. */
    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        AttributeList changed = new AttributeList();
        for (Attribute attribute : attributes.asList()) {
            try {
                setAttribute(attribute);
                changed.add(attribute);
            } catch (JMException e) {
                // Not among those that are given: that is how this method says so.
            }
        }
        return changed;
    }

    @Override
    public Object invoke(String operation, Object[] arguments, String[] signature)
            throws MBeanException, ReflectionException {
        return bean.invoke(operation, arguments, signature);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanInfo info = bean.getMBeanInfo();
        return new MBeanInfo(
                info.getClassName(),
                info.getDescription(),
                Stream.concat(Arrays.stream(info.getAttributes()), limits.infos())
                        .toArray(MBeanAttributeInfo[]::new),
                info.getConstructors(),
                info.getOperations(),
                info.getNotifications(),
                info.getDescriptor());
    }
}
